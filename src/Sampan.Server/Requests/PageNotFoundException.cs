namespace Sampan.Server.Requests;

/// <summary>A path below which nothing is served: answered in plain text, as by a server that knows no Kubernetes.</summary>
internal sealed class PageNotFoundException() : Exception("404 page not found");
