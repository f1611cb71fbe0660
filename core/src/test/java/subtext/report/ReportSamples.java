package subtext.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the pages of the fixtures to a folder, to be looked at. */
final class ReportSamples {

  private ReportSamples() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Report.write(folder.resolve("report-en.html"), ReportFixture.english());
    Report.write(folder.resolve("report-zh.html"), ReportFixture.chinese());
    Report.write(folder.resolve("report-lm.html"), ReportFixture.languageModel());
    ReportFixture.comparison().write(folder.resolve("compare.html"));
    Report.write(folder.resolve("report-hostile.html"), ReportFixture.hostile());
  }
}
