package subtext.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.VoidTensorHook;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * An operation whose gradient is written by hand. The engine's own graph holds it as a link that
 * adds zero: hooks on both ends of the link turn what comes back into the gradients of the inputs.
 */
final class CustomGradient {
  private final Function<Tensor, List<Tensor>> backward;
  private final Scope owner;
  private @Nullable List<Tensor> gradients;

  private CustomGradient(Function<Tensor, List<Tensor>> backward, Scope owner) {
    this.backward = backward;
    this.owner = owner;
  }

  /**
   * The numbers of {@code value}, depending on {@code inputs}.
   *
   * @param inputs each of one element or more; those that need no gradient get none, and one must
   *     need one
   * @param backward from the gradient of the value to the gradient of each input, in its type.
   *     Gradients of parameters, which no graph stands behind, it may {@linkplain Gradient#add add}
   *     itself
   */
  static Tensor attach(Tensor value, List<Tensor> inputs, Function<Tensor, List<Tensor>> backward) {
    if (!Autograd.isRecording()) {
      return value;
    }
    CustomGradient gradient = new CustomGradient(backward, Scope.innermost());
    List<org.bytedeco.pytorch.Tensor> links = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).requiresGradient()) {
        links.add(gradient.link(inputs.get(i), i));
      }
    }
    org.bytedeco.pytorch.Tensor link =
        links.stream()
            .reduce(org.bytedeco.pytorch.Tensor::add)
            .orElseThrow(() -> new IllegalArgumentException("no input needs a gradient"));
    org.bytedeco.pytorch.Tensor zero = link.sub(link.detach()).to(value.handle().scalar_type());
    org.bytedeco.pytorch.Tensor linked = value.handle().detach().add(zero);
    linked.register_hook(
        new VoidTensorHook() {
          @Override
          public void call(TensorBase arriving) {
            gradient.receive(arriving);
          }
        });
    return new Tensor(linked);
  }

  /** One element of {@code input}, behind a hook that answers with its gradient. */
  private org.bytedeco.pytorch.Tensor link(Tensor input, int index) {
    org.bytedeco.pytorch.Tensor alias = torch.alias(input.handle());
    alias.register_hook(
        new TensorTensorHook() {
          @Override
          public TensorBase call(TensorBase ignored) {
            List<Tensor> computed = gradients;
            if (computed == null) {
              throw new IllegalStateException("a link met its input before its value");
            }
            return computed.get(index).handle();
          }
        });
    org.bytedeco.pytorch.Tensor link = alias;
    while (link.dim() > 0) {
      link = link.select(0, 0);
    }
    return link;
  }

  /** Computes all gradients; they live as long as the step. */
  private void receive(TensorBase arriving) {
    try (Scope scope = Scope.open()) {
      Tensor gradient = new Tensor(new org.bytedeco.pytorch.Tensor(arriving));
      gradients = Autograd.without(() -> backward.apply(gradient));
      for (Tensor made : gradients) {
        owner.take(scope.release(made));
      }
    }
  }
}
