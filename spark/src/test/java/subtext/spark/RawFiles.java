package subtext.spark;

import java.net.URI;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The disk, as a file system of its own: addresses begin with {@code raw:}. */
public final class RawFiles extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create("raw:///");
  }

  @Override
  public String getScheme() {
    return "raw";
  }
}
