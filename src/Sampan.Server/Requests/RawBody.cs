using System.Text.Json.Nodes;

namespace Sampan.Server.Requests;

/// <summary>A body that has been read but not yet held against its type.</summary>
/// <param name="Object">The object.</param>
/// <param name="Json">The JSON text, in which duplicate fields still show; null where the body was no text.</param>
internal readonly record struct RawBody(JsonObject Object, ReadOnlyMemory<byte>? Json);
