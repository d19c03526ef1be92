import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Reads lines of {id, schema} (schema = the text of an .avsc) and writes, for each, what Avro Java makes of it with the
 * defaults of Schema.Parser: {id, parses, form, logical, aliases} or {id, parses: false, error}.
 */
public final class Verdicts {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    String line;
    while ((line = in.readLine()) != null) {
      if (!line.isBlank()) {
        JsonNode row = JSON.readTree(line);
        out.println(verdict(row.get("id").textValue(), row.get("schema").textValue()));
      }
    }
    out.flush();
  }

  private static ObjectNode verdict(String id, String text) {
    ObjectNode row = JSON.createObjectNode().put("id", id);
    Schema schema;
    try {
      schema = new Schema.Parser().parse(text);
    } catch (Exception | StackOverflowError e) {
      return row.put("parses", false).put("error", firstLine(e));
    }
    row.put("parses", true).put("form", SchemaNormalization.toParsingForm(schema));
    describe(schema, row.putArray("logical"), row.putObject("aliases"), Collections.newSetFromMap(new IdentityHashMap<>()));
    return row;
  }

  private static String firstLine(Throwable e) {
    String message = e.getClass().getSimpleName() + ": " + e.getMessage();
    int end = message.indexOf('\n');
    message = end < 0 ? message : message.substring(0, end);
    // Names of placeholders and lists of 4 KB are of no use to a reader.
    return message.length() > 300 ? message.substring(0, 300) + "…" : message;
  }

  /** Logical types in reading order and the aliases of each named type. */
  private static void describe(Schema schema, ArrayNode logical, ObjectNode aliases, Set<Schema> seen) {
    if (!seen.add(schema)) return;
    LogicalType type = schema.getLogicalType();
    if (type instanceof LogicalTypes.Decimal decimal) {
      logical.add("decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")");
    } else if (type != null) {
      logical.add(type.getName());
    }
    switch (schema.getType()) {
      case RECORD -> {
        alias(schema, aliases);
        for (Schema.Field field : schema.getFields()) describe(field.schema(), logical, aliases, seen);
      }
      case ENUM, FIXED -> alias(schema, aliases);
      case ARRAY -> describe(schema.getElementType(), logical, aliases, seen);
      case MAP -> describe(schema.getValueType(), logical, aliases, seen);
      case UNION -> {
        for (Schema branch : schema.getTypes()) describe(branch, logical, aliases, seen);
      }
      default -> {
      }
    }
  }

  private static void alias(Schema schema, ObjectNode aliases) {
    if (!schema.getAliases().isEmpty() && !aliases.has(schema.getFullName())) {
      ArrayNode names = aliases.putArray(schema.getFullName());
      schema.getAliases().forEach(names::add);
    }
  }
}
