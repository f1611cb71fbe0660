/**
 * What a run leaves for people to read: {@link subtext.report.Report} (one HTML file that opens
 * without a network) and {@link subtext.report.Comparison} of several runs (text and HTML).
 *
 * <p>{@link subtext.report.RunReport} gathers a run's records ({@link subtext.report.ReportData});
 * everything else turns records into pages and touches neither a tensor nor a model. Every string
 * of a record is a user's and is escaped wherever it is shown; a page's content security policy
 * lets no script run but its own. Charts are drawn by Apache ECharts, which the build places beside
 * this package's resources.
 */
@NullMarked
package subtext.report;

import org.jspecify.annotations.NullMarked;
