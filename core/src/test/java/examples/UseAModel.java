package examples;

import java.nio.file.Path;
import subtext.use.Encode;
import subtext.use.Generate;
import subtext.use.Interpolate;
import subtext.use.Model;

/** What a program does with a trained model. */
public final class UseAModel {
  private UseAModel() {}

  public static void main(String[] arguments) {
    try (Model model = Model.load(Path.of(arguments[0]))) {
      float[] vector = new Encode(model).vector("the team is a unit");
      System.out.println(vector.length + " numbers say what the sentence is about");

      new Generate(model).sentences(5, 1).forEach(System.out::println);

      new Interpolate(model)
          .between("he plays the violin", "the soup was cold", 6)
          .forEach(System.out::println);
    }
  }
}
