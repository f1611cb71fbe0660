package subtext.report;

import java.util.List;
import java.util.Random;

/** Lines in the manner of classical Chinese poetry, put together for the tests. */
final class ChineseFixture {

  static final List<String> LABELS = List.of("七言絕句", "五言絕句", "宋詞");

  private static final List<String> OPENINGS =
      List.of("明月照高樓", "獨坐孤舟上", "春來花滿樹", "故人何日返", "白髮無人識", "秋風吹落葉");
  private static final List<String> CLOSINGS =
      List.of("清風滿四鄰", "寒江聽雨聲", "日暮鳥歸林", "芳草又萋萋", "青山有故人", "落日滿平川");

  static final List<String> SAMPLES =
      List.of(
          "江上無人夜，孤舟有月明。",
          "春風吹不盡，芳草滿江城。",
          "白雲深處路，青竹舊時門。",
          "落葉隨流水，寒鴉過遠村。",
          "一夜梅花發，千山雪未消。",
          "客心如落日，歸夢似春潮。");

  private ChineseFixture() {}

  static String sentence(Random random) {
    return OPENINGS.get(random.nextInt(OPENINGS.size()))
        + "，"
        + CLOSINGS.get(random.nextInt(CLOSINGS.size()))
        + "。";
  }
}
