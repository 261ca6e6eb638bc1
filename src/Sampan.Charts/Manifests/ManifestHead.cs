namespace Sampan.Charts.Manifests;

/// <summary>What decides a document's place: its kind, name and annotations. Absent texts are empty.</summary>
internal sealed record ManifestHead(string ApiVersion, string Kind, string Name, IReadOnlyDictionary<string, string> Annotations);
