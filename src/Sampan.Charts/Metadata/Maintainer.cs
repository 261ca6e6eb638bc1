namespace Sampan.Charts.Metadata;

/// <summary>A person or an organization that maintains a chart.</summary>
public sealed record Maintainer(string Name, string Email, string Url);
