/**
 * The errors a caller can act on: a user's fault, a damaged file, a file of another version, a
 * training that went wrong. The command line maps them to exit statuses; everything else that is
 * thrown is a defect of Subtext, but for what ends work whose thread is interrupted.
 */
@NullMarked
package subtext.error;

import org.jspecify.annotations.NullMarked;
