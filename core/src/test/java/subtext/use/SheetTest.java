package subtext.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import subtext.data.ImageSize;

class SheetTest {
  private static final ImageSize SIZE = new ImageSize(1, 2);

  private static BufferedImage sheet(int across, float[]... images) throws IOException {
    byte[] png = new Sheet(SIZE, List.of(images), across).png();
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void imagesStandRowByRowWithGapsBetween() throws IOException {
    BufferedImage sheet = sheet(2, new float[] {0, 1}, new float[] {0.2f, 0}, new float[] {-3, 7});
    assertThat(sheet.getWidth()).isEqualTo(2 + 6 + 6);
    assertThat(sheet.getHeight()).isEqualTo(2 + 4 + 4);
    Raster raster = sheet.getRaster();
    assertThat(raster.getSample(2, 2, 0)).isZero();
    assertThat(raster.getSample(5, 3, 0)).isEqualTo(255);
    assertThat(raster.getSample(8, 2, 0)).isEqualTo(51);
    assertThat(raster.getSample(2, 6, 0)).isZero();
    assertThat(raster.getSample(4, 6, 0)).isEqualTo(255);
    assertThat(raster.getSample(8, 6, 0)).as("no image here").isEqualTo(128);
    assertThat(raster.getSample(0, 0, 0)).isEqualTo(128);
  }

  @Test
  void aSheetIsNoWiderThanItsImages() throws IOException {
    assertThat(sheet(10, new float[] {0, 1}).getWidth()).isEqualTo(8);
  }
}
