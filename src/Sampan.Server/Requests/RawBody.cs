using System.Text.Json.Nodes;

namespace Sampan.Server.Requests;

/// <summary>A body that has been read but not yet held against its type.</summary>
/// <param name="Object">The object.</param>
/// <param name="Json">The JSON text, in which duplicate fields still show; null where the body was no text.</param>
/// <param name="Yaml">The YAML text that the JSON was made of; null where the body was none.</param>
/// <param name="HasDuplicates">Whether the JSON text names a member twice.</param>
internal readonly record struct RawBody(JsonObject Object, ReadOnlyMemory<byte>? Json, ReadOnlyMemory<byte>? Yaml = null, bool HasDuplicates = false);
