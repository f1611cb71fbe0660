package subtext.spark;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;
import subtext.use.Encode;
import subtext.use.Model;

/** Texts to the means of their posteriors: a column of vectors of Spark ML. */
public final class SubtextEncode extends SubtextTransformer {
  private static final long serialVersionUID = 1;

  public SubtextEncode() {
    this(Identifiable.randomUID("subtextEncode"));
  }

  /** A stage of that name. */
  public SubtextEncode(String uid) {
    super(uid, "vector");
  }

  record Vector() implements Answering {
    @Override
    public DataType type() {
      return SQLDataTypes.VectorType();
    }

    @Override
    public Answerer with(Model model) {
      Encode encode = new Encode(model);
      return values -> {
        List<String> texts = Answering.texts(values);
        return encode.encode(texts, new long[texts.size()]).stream()
            .map(encoding -> Vectors.dense(doubles(encoding.mean())))
            .toArray();
      };
    }
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int d = 0; d < values.length; d++) {
      doubles[d] = values[d];
    }
    return doubles;
  }

  @Override
  Answering answering() {
    return new Vector();
  }

  /** What loads one that was saved. */
  public static MLReader<SubtextEncode> read() {
    return new DefaultParamsReader<>();
  }

  /** Loads one that was saved. */
  public static SubtextEncode load(String path) {
    return read().load(path);
  }

  /** The application {@code encode}. */
  public static void main(String[] words) {
    BatchApplication.main("encode", new SubtextEncode(), words);
  }
}
