package subtext.app;

import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import subtext.error.InputException;

/** The options that stand on the command line, as opposed to those with a default. */
final class GivenOptions {
  private GivenOptions() {}

  /**
   * Refuses options of this verb, not those of all, that would do nothing.
   *
   * @param idle whether the option of that name, the longest that it has, would
   * @param why what the message says behind the option's name
   * @throws InputException if one is given, with its name
   */
  static void refuse(CommandSpec command, Predicate<String> idle, String why) {
    command.commandLine().getParseResult().matchedOptions().stream()
        .filter(option -> !option.inherited())
        .map(OptionSpec::longestName)
        .filter(idle)
        .findFirst()
        .ifPresent(
            name -> {
              throw new InputException("%s: %s; leave the option out".formatted(name, why));
            });
  }
}
