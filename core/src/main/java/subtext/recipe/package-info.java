/** Recipes: everything that a training run depends on, as one YAML file. */
@NullMarked
package subtext.recipe;

import org.jspecify.annotations.NullMarked;
