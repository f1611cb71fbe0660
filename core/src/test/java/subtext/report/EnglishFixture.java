package subtext.report;

import java.util.List;
import java.util.Random;
import subtext.report.Examples.Interpolation;
import subtext.report.Examples.Neighbour;
import subtext.report.Examples.Neighbourhood;
import subtext.report.Examples.Reconstruction;

/** English sentences, written for the tests. */
final class EnglishFixture {

  static final List<String> LABELS =
      List.of(
          "adjective",
          "motion",
          "communication",
          "food",
          "feeling",
          "weather",
          "work",
          "body",
          "place",
          "time",
          "animal",
          "law");

  private static final String[][] ENDINGS = {
    {"was a narrow and winding lane", "looked pale in the morning light"},
    {"ran down the hill to the river", "crossed the bridge at noon"},
    {"told her the news over the telephone", "asked a question nobody answered"},
    {"ate bread with olives and cheese", "poured another cup of tea"},
    {"felt a sudden and quiet joy", "was afraid of the dark stairs"},
    {"watched the rain fall all day", "waited for the snow to melt"},
    {"finished the report before supper", "hired two carpenters for the roof"},
    {"hurt his knee on the ice", "washed her hands and face"},
    {"lived near the old harbour", "left the village for the city"},
    {"slept until late on Sunday", "came back after many years"},
    {"fed the horses in the stable", "saw a heron by the pond"},
    {"signed the contract without reading it", "was found guilty of theft"},
  };

  private static final List<String> SUBJECTS =
      List.of("the old man", "my sister", "the captain", "she", "a stranger", "the child", "he");

  static final List<String> SAMPLES =
      List.of(
          "the old house stood at the edge of the village",
          "she gave him a look of quiet contempt",
          "they agreed to meet again in the spring",
          "a sudden noise from the kitchen",
          "he was never sure of what he wanted",
          "the committee rejected every proposal",
          "a glass of cold water",
          "his voice shook with anger",
          "the river froze early that year",
          "we could hear the children laughing upstairs",
          "an unusually warm day in October",
          "nobody knew why the train had stopped",
          "the price of bread doubled in a month",
          "she writes clearly and without ornament",
          "a long silence after the question",
          "he painted the fence white",
          "the soldiers marched through the night",
          "a doctor with a gentle manner",
          "the argument rests on two assumptions",
          "they sold the farm to pay the debt",
          "a path leads down to the shore",
          "the judge refused to hear the witness");

  static final List<Reconstruction> RECONSTRUCTIONS =
      List.of(
          new Reconstruction(
              "the children played in the garden all afternoon",
              "the children played in the yard all evening",
              "a contract that was signed by the owner"),
          new Reconstruction(
              "he refused to answer the lawyer's question",
              "he refused to answer the question",
              "she opened the window of the kitchen"),
          new Reconstruction(
              "a cold wind blew from the mountains",
              "a cold wind came from the hills",
              "they voted against the new law"),
          new Reconstruction(
              "she wrote a long letter to her brother",
              "she wrote a letter to her brother",
              "the engine of the boat broke down"));

  static final List<Interpolation> INTERPOLATIONS =
      List.of(
          new Interpolation(
              "the children played in the garden",
              "the judge refused to hear the witness",
              List.of(
                  "the children played in the garden",
                  "the children stayed in the garden",
                  "the men stayed in the court",
                  "the judge stayed in the court",
                  "the judge refused to hear the case",
                  "the judge refused to hear the witness")),
          new Interpolation(
              "a glass of cold water",
              "a long silence after the question",
              List.of(
                  "a glass of cold water",
                  "a glass of water after dinner",
                  "a long walk after dinner",
                  "a long silence after dinner",
                  "a long silence after the question")));

  static final List<Neighbourhood> NEIGHBOURHOODS =
      List.of(
          new Neighbourhood(
              "a cold wind blew from the mountains",
              List.of(
                  new Neighbour("a warm wind came off the desert", 0.93),
                  new Neighbour("the wind blew hard all night", 0.88),
                  new Neighbour("snow fell on the mountains", 0.81),
                  new Neighbour("a cold current from the north", 0.8))),
          new Neighbourhood(
              "she wrote a long letter to her brother",
              List.of(
                  new Neighbour("he sent a short note to his mother", 0.9),
                  new Neighbour("she wrote to the newspaper", 0.86),
                  new Neighbour("a letter from an old friend", 0.78))));

  private EnglishFixture() {}

  static String sentence(int label, Random random) {
    String[] endings = ENDINGS[label];
    String subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
    return subject + " " + endings[random.nextInt(endings.length)];
  }
}
