package subtext.bench;

/**
 * What one process measured, after warming up.
 *
 * @param tokens predicted or written, padding not counted
 * @param peakBytes resident set at the most, warming up included
 * @param baseBytes resident set before the first step
 * @param loss of the first step that is measured, in nats a sentence; 0 where nothing is learnt
 */
record Measurement(
    long tokens,
    long sentences,
    double seconds,
    long steps,
    long peakBytes,
    long baseBytes,
    double loss) {

  /** What a step has done. */
  record Done(long tokens, long sentences, double loss) {}

  /** A step by its number, from 0. */
  interface Work {
    Done run(long number);
  }

  /** Runs {@code warmup} steps, and then as many as begin within {@code seconds}, at least one. */
  static Measurement of(Work work, int warmup, double seconds) {
    ResidentMemory.resetPeak();
    long base = ResidentMemory.now();
    for (int i = 0; i < warmup; i++) {
      work.run(i);
    }
    long tokens = 0;
    long sentences = 0;
    long steps = 0;
    double loss = 0;
    long start = System.nanoTime();
    double passed = 0;
    while (steps == 0 || passed < seconds) {
      Done done = work.run(warmup + steps);
      loss = steps == 0 ? done.loss() : loss;
      tokens += done.tokens();
      sentences += done.sentences();
      steps++;
      passed = (System.nanoTime() - start) / 1e9;
    }
    return new Measurement(tokens, sentences, passed, steps, ResidentMemory.peak(), base, loss);
  }

  double tokensPerSecond() {
    return tokens / seconds;
  }

  double sentencesPerSecond() {
    return sentences / seconds;
  }

  /** What the steps needed beyond what was there before, in MB. */
  double stepMegabytes() {
    return (peakBytes - baseBytes) / 1e6;
  }
}
