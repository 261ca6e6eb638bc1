namespace Sampan.Controllers.Events;

/// <summary>Who reports events: <c>kubelet, node-1</c>.</summary>
/// <param name="Component">The component, such as <c>deployment-controller</c>.</param>
/// <param name="Host">The node it runs on; empty for controllers.</param>
public sealed record EventSource(string Component, string Host = "");
