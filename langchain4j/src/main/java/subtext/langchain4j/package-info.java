/**
 * Subtext models as parts of LangChain4j. In: a loaded model, or a search of the module {@code
 * search}, which the caller keeps and closes; out: what LangChain4j's stores, retrievers and chains
 * take. Nothing here leaves the process.
 */
@NullMarked
package subtext.langchain4j;

import org.jspecify.annotations.NullMarked;
