namespace Sampan.Server.Webhooks;

/// <summary>A webhook that could not be reached, or whose answer cannot be read. The message is the one that kube-apiserver's HTTP client has for it.</summary>
internal sealed class WebhookException(string message) : Exception(message);
