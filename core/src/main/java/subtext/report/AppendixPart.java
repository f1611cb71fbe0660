package subtext.report;

/** Recipe and environment, folded. */
final class AppendixPart {

  private AppendixPart() {}

  static void write(Html html, Texts texts, Run run) {
    html.open("section", "id", "appendix").element("h2", texts.get("appendix.title"));
    html.open("details").element("summary", texts.get("recipe.title"));
    html.open("pre", "tabindex", "0").element("code", run.recipe()).close().close();
    html.open("details").element("summary", texts.get("environment.title"));
    html.open("dl", "class", "environment");
    run.environment()
        .forEach(
            (name, value) -> html.open("div").element("dt", name).element("dd", value).close());
    html.close().close().close();
  }
}
