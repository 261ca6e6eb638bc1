namespace Sampan.Placement.Filtering;

/// <summary>A filter's verdict against a cluster.</summary>
/// <param name="Plugin">The name of Karmada's plugin, such as <c>TaintToleration</c>.</param>
/// <param name="Reason">Why, in Karmada's words.</param>
public sealed record Rejection(string Plugin, string Reason);
