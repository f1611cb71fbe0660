package subtext.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The disk, as strict as Hadoop's S3A about names that files have: addresses begin with {@code
 * object:}.
 */
public final class ObjectFiles extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create("object:///");
  }

  @Override
  public String getScheme() {
    return "object";
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    if (exists(to) && getFileStatus(to).isFile()) {
      throw new FileAlreadyExistsException(
          "Failed to rename %s to %s; destination file exists".formatted(from, to));
    }
    return super.rename(from, to);
  }
}
