package subtext.report;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The report of one run as a single HTML file: the verdict, the training curves, the latent space
 * and what the model writes. It opens without a network, in light and dark, on a phone, and can be
 * read without scripts except for its charts.
 */
public final class Report {

  private Report() {}

  /** Writes the report of {@code data} to {@code file}, whole or not at all. */
  public static void write(Path file, ReportData data) throws IOException {
    page(data).write(file);
  }

  static Page page(ReportData data) {
    Texts texts = Texts.of(data.run().language());
    if (!data.pictures().isEmpty()) {
      texts = texts.about("image");
    } else if (!data.topics().isEmpty()) {
      texts = texts.about("document");
    }
    Html html = new Html();
    HeaderPart.write(html, texts, data);
    html.open("main", "id", "content", "tabindex", "-1");
    VerdictPart.write(html, texts, data.assessment());
    LabelsPart.write(html, texts, data.labels());
    CurvesPart.write(html, texts, data.run().curves());
    TopicsPart.write(html, texts, data.topics());
    AnswersPart.write(html, texts, data.answers());
    LatentPart.write(html, texts, data.latentSpace());
    PicturesPart.write(html, texts, data.pictures());
    ExamplesPart.write(html, texts, data.examples());
    AppendixPart.write(html, texts, data.run());
    html.close();
    String title = texts.get("title.report", data.run().name());
    return new Page(texts, title, html.markup(), ChartData.of(texts, data));
  }
}
