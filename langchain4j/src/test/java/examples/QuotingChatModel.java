package examples;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;

/** Stands where a language model would: it quotes the first of the sentences that it is given. */
final class QuotingChatModel implements ChatModel {
  /** Where LangChain4j puts what was retrieved. */
  private static final String INFORMATION = "Answer using the following information:\n";

  @Override
  public ChatResponse doChat(ChatRequest request) {
    String asked = ((UserMessage) request.messages().getLast()).singleText();
    int begin = asked.indexOf(INFORMATION);
    String said =
        begin < 0
            ? "I do not know."
            : asked.substring(begin + INFORMATION.length()).lines().findFirst().orElseThrow();
    return ChatResponse.builder().aiMessage(AiMessage.from(said)).build();
  }
}
