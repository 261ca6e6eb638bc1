using Sampan.Server.Tables;

namespace Sampan.Server.Requests;

/// <summary>How a client wants tables.</summary>
/// <param name="Version">The version of meta.k8s.io.</param>
/// <param name="Include">What rows carry of their objects.</param>
/// <param name="Now">The time until which ages are counted.</param>
internal readonly record struct TableForm(string Version, RowObject Include, DateTimeOffset Now);
