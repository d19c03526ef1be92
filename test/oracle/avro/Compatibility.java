import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Reads lines of {id, reader, writer} (texts of .avsc files) and writes, for each, what Avro Java's SchemaCompatibility
 * says: {id, verdict: [[kind, location, message], …]} (empty: compatible), {id, refused: "reader" | "writer"} when one
 * does not parse by itself, or {id, throws: …}.
 */
public final class Compatibility {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    String line;
    while ((line = in.readLine()) != null) {
      if (!line.isBlank()) out.println(judge(JSON.readTree(line)));
    }
    out.flush();
  }

  private static ObjectNode judge(JsonNode pair) {
    ObjectNode row = JSON.createObjectNode().put("id", pair.get("id").textValue());
    Schema reader = parse(pair.get("reader").textValue());
    if (reader == null) return row.put("refused", "reader");
    Schema writer = parse(pair.get("writer").textValue());
    if (writer == null) return row.put("refused", "writer");
    try {
      ArrayNode verdict = JSON.createArrayNode();
      for (Incompatibility found :
          SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult().getIncompatibilities()) {
        verdict.addArray().add(found.getType().name()).add(found.getLocation()).add(found.getMessage());
      }
      row.set("verdict", verdict);
      return row;
    } catch (RuntimeException | StackOverflowError e) {
      // Behind the field's name the message holds the whole writer schema.
      String message = String.valueOf(e.getMessage()).replaceAll(" type:(?s:.*)", "");
      return row.put("throws", e.getClass().getSimpleName() + ": " + message);
    }
  }

  private static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (Exception | StackOverflowError e) {
      return null;
    }
  }
}
