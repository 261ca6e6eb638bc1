namespace Sampan.Charts.Resolving;

/// <summary>A dependency without a repository whose chart in <c>charts/</c> cannot be used at all.</summary>
internal sealed class InvalidLocalChartException(string message, Exception cause) : ChartException(message, cause: cause);
