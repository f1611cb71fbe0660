package subtext.report;

import java.util.Base64;
import java.util.List;

/** Sheets of images, inside the page. */
final class PicturesPart {

  private PicturesPart() {}

  static void write(Html html, Texts texts, List<Picture> pictures) {
    for (Picture picture : pictures) {
      html.open("section", "id", picture.key());
      html.element("h2", texts.get("picture." + picture.key()));
      String lead = texts.get("picture." + picture.key() + ".lead");
      html.element("p", lead, "class", "lead").open("figure", "class", "sheet-of-images");
      html.trusted("<img alt=\"").text(lead).trusted("\" src=\"data:image/png;base64,");
      html.trusted(Base64.getEncoder().encodeToString(picture.png())).trusted("\">\n");
      html.close().close();
    }
  }
}
