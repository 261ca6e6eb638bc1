using System.Text.Json.Nodes;

namespace Sampan.Server.Decoding;

/// <summary>An object as Go would hold it after decoding.</summary>
/// <param name="Object">The object: unknown fields and zeros that Go leaves out are gone, what Go always writes is there.</param>
/// <param name="UnknownFields">What the type does not know, in the order found, as <c>unknown field "spec.bogus"</c>.</param>
public sealed record DecodedObject(JsonObject Object, IReadOnlyList<string> UnknownFields);
