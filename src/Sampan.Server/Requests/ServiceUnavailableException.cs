namespace Sampan.Server.Requests;

/// <summary>The server that answers for a path cannot be asked: answered as plain text, as kube-aggregator does.</summary>
internal sealed class ServiceUnavailableException() : Exception("service unavailable");
