namespace Sampan.Server.Decoding;

/// <summary>A body's value does not fit its type; the message is the one of Go's decoder.</summary>
public sealed class DecodingException(string message) : Exception(message);
