using System.Text.Json.Nodes;
using Sampan.Server.Schemas;

namespace Sampan.Server.Decoding;

/// <summary>A body's value does not fit its type; the message is the one of Go's decoder.</summary>
public sealed class DecodingException(string message) : Exception(message)
{
    /// <summary>The value and the field that it does not fit, if that is the fault.</summary>
    internal (JsonNode Value, FieldDefinition Field)? Mismatch { get; init; }
}
