namespace Sampan.Charts.Manifests;

/// <summary>One rendered document that is no hook.</summary>
/// <param name="Source">The template that it came from: <c>chart/templates/name.yaml</c>.</param>
/// <param name="Content">The document's text, without separator and surrounding white space.</param>
/// <param name="ApiVersion">Its apiVersion; empty when it has none.</param>
/// <param name="Kind">Its kind; empty when it has none.</param>
/// <param name="Name">Its metadata.name; empty when it has none.</param>
public sealed record RenderedManifest(string Source, string Content, string ApiVersion, string Kind, string Name);
