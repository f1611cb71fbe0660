package subtext.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import subtext.objective.ObjectiveConfig;
import subtext.recipe.Recipe;
import subtext.train.Phases.Phase;

class PhasesTest {
  private static final Phases PHASES = new Phases(objective("pretrainEpochs=5"), true);

  private static ObjectiveConfig objective(String setting) {
    return Recipe.of(
            List.of("objective.schedule={kind: linear, warmupEpochs: 10}", "objective." + setting))
        .objective();
  }

  @Test
  void pretrainingComesBeforeTheWarmUpAndTheWarmUpBeforeTheMainPhase() {
    assertThat(PHASES.at(0)).isEqualTo(Phase.PRETRAIN);
    assertThat(PHASES.at(4.99)).isEqualTo(Phase.PRETRAIN);
    assertThat(PHASES.at(5)).isEqualTo(Phase.WARM_UP);
    assertThat(PHASES.at(14.99)).isEqualTo(Phase.WARM_UP);
    assertThat(PHASES.at(15)).isEqualTo(Phase.MAIN);
    assertThat(PHASES.settled()).isEqualTo(15);
    assertThat(PHASES.isSettledAfter(13)).isFalse();
    assertThat(PHASES.isSettledAfter(14)).isTrue();
  }

  @Test
  void anAutoencoderOfPretrainingIsNotChosen() {
    Phases phases = new Phases(objective("schedule={kind: constant}"), true);
    assertThat(phases.isSettledAfter(0)).isTrue();
    Phases pretrained =
        new Phases(
            Recipe.of(List.of("objective={pretrainEpochs: 5, schedule: {kind: constant}}"))
                .objective(),
            true);
    assertThat(pretrained.isSettledAfter(4)).isFalse();
    assertThat(pretrained.isSettledAfter(5)).isTrue();
  }

  @Test
  void onlyPhasesThatTakeTimeAreListed() {
    assertThat(PHASES.starts())
        .containsExactly(
            new Phases.Start(Phase.PRETRAIN, 0),
            new Phases.Start(Phase.WARM_UP, 5),
            new Phases.Start(Phase.MAIN, 15));
    assertThat(new Phases(Recipe.of(List.of()).objective(), false).starts())
        .containsExactly(new Phases.Start(Phase.MAIN, 0));
    assertThat(new Phases(objective("schedule={kind: constant}"), true).starts())
        .containsExactly(new Phases.Start(Phase.MAIN, 0));
  }

  @Test
  void theKlCountsNothingInPretrainingAndItsScheduleBeginsThereafter() {
    assertThat(PHASES.weight(4.99)).isZero();
    assertThat(PHASES.weight(5)).isZero();
    assertThat(PHASES.weight(7.5)).isEqualTo(0.25);
    assertThat(PHASES.weight(15)).isEqualTo(1);
    assertThat(PHASES.weight(30)).isEqualTo(1);
  }

  @Test
  void theDecoderStartsAnewOnceBetweenPretrainingAndWarmUp() {
    assertThat(PHASES.resetsDecoder(4)).isFalse();
    assertThat(PHASES.resetsDecoder(5)).isTrue();
    assertThat(PHASES.resetsDecoder(6)).isFalse();
    assertThat(new Phases(objective("pretrainEpochs=0"), true).resetsDecoder(0)).isFalse();
    assertThat(new Phases(objective("resetDecoder=false"), true).resetsDecoder(5)).isFalse();
  }

  @Test
  void aLanguageModelHasTheMainPhaseOnly() {
    Phases phases = new Phases(objective("pretrainEpochs=5"), false);
    assertThat(phases.at(0)).isEqualTo(Phase.MAIN);
    assertThat(phases.settled()).isZero();
    assertThat(phases.resetsDecoder(5)).isFalse();
  }
}
