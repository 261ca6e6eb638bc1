namespace Sampan.Templates.Serialization;

/// <summary>A value that the format cannot say; the message is that of Go's encoder.</summary>
internal sealed class UnencodableException(string message) : Exception(message);
