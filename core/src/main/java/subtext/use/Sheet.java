package subtext.use;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import subtext.config.Allowed;
import subtext.data.ImageSize;

/**
 * Images side by side, row by row, on a grey ground.
 *
 * @param images each of its pixels row by row, from 0 for black to 1 for white
 * @param across images in a row
 */
public record Sheet(ImageSize size, List<float[]> images, int across) {
  private static final int GROUND = 128;
  private static final int GAP = 2;
  private static final int SCALE = 2;

  public Sheet {
    Allowed.atLeast("across", across, 1);
    images = List.copyOf(images);
  }

  /** The sheet as a PNG, two dots wide and high a pixel. */
  public byte[] png() {
    int down = (images.size() + across - 1) / across;
    int columns = Math.min(across, images.size());
    BufferedImage sheet =
        new BufferedImage(
            end(columns, size.columns()), end(down, size.rows()), BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = sheet.getRaster();
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        raster.setSample(x, y, 0, GROUND);
      }
    }
    for (int n = 0; n < images.size(); n++) {
      draw(images.get(n), raster, end(n % across, size.columns()), end(n / across, size.rows()));
    }
    return encoded(sheet);
  }

  /** Where {@code count} images and the gaps around them end. */
  private static int end(int count, int pixels) {
    return GAP + count * (SCALE * pixels + GAP);
  }

  private void draw(float[] image, WritableRaster raster, int left, int top) {
    for (int y = 0; y < SCALE * size.rows(); y++) {
      for (int x = 0; x < SCALE * size.columns(); x++) {
        float grey = image[y / SCALE * size.columns() + x / SCALE];
        raster.setSample(left + x, top + y, 0, Math.round(255 * Math.clamp(grey, 0f, 1f)));
      }
    }
  }

  private static byte[] encoded(BufferedImage sheet) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(sheet, "png", bytes)) {
        throw new IllegalStateException("this Java writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
