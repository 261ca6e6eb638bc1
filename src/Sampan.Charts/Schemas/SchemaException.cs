namespace Sampan.Charts.Schemas;

/// <summary>A schema that cannot be used: no JSON, a reference to nowhere, an invalid pattern.</summary>
internal sealed class SchemaException(string message) : Exception(message);
