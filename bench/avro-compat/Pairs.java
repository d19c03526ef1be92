import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** The same with Avro Java. */
public final class Pairs {
  public static void main(String[] args) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(args[0]));
    int compatible = 0;
    for (int i = 0; i < lines.size(); i += 2) {
      Schema reader = new Schema.Parser().parse(lines.get(i));
      Schema writer = new Schema.Parser().parse(lines.get(i + 1));
      if (SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult().getIncompatibilities().isEmpty()) {
        compatible++;
      }
    }
    System.out.println(compatible);
  }
}
