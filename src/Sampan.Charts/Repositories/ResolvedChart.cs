using Sampan.Charts.Downloads;

namespace Sampan.Charts.Repositories;

/// <summary>Where a chart's package is, how it is reached there, and the digest that it has to have (empty where none is known).</summary>
internal sealed record ResolvedChart(Uri Address, DownloadAccess Access, string Digest);
