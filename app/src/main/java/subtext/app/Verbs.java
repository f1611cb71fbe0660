package subtext.app;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All verbs, in the order in which the help lists them. */
final class Verbs {
  private static final List<Class<?>> ALL =
      List.of(
          QuickstartCommand.class,
          TrainCommand.class,
          EvaluateCommand.class,
          GenerateCommand.class,
          ReconstructCommand.class,
          InterpolateCommand.class,
          ClassifyCommand.class,
          RewriteCommand.class,
          EncodeCommand.class,
          ExplainCommand.class,
          GrammarCommand.class,
          SearchCommand.class,
          ScoreCommand.class,
          TranslateCommand.class,
          AnswerCommand.class,
          TopicsCommand.class,
          ServeCommand.class,
          CompareCommand.class,
          ModelsCommand.class,
          RecipesCommand.class,
          BenchCommand.class,
          DoctorCommand.class,
          CompletionCommand.class,
          VersionCommand.class,
          HelpCommand.class);

  /** Verbs that speak of other verbs. */
  private static final List<Class<?>> KNOW_ALL =
      List.of(CompletionCommand.class, HelpCommand.class);

  private Verbs() {}

  /**
   * The command line of {@code subtext}, with the one verb that {@code arguments} begin with where
   * that is enough: reading the options of all takes longer than what most of them do.
   */
  static CommandLine commandLine(Subtext subtext, String... arguments) {
    CommandLine line = new CommandLine(subtext);
    Optional<Class<?>> first =
        ALL.stream()
            .filter(verb -> arguments.length > 0 && name(verb).equals(arguments[0]))
            .filter(verb -> !KNOW_ALL.contains(verb))
            .findFirst();
    first.map(List::<Class<?>>of).orElse(ALL).forEach(line::addSubcommand);
    return line;
  }

  private static String name(Class<?> verb) {
    return verb.getAnnotation(Command.class).name();
  }
}
