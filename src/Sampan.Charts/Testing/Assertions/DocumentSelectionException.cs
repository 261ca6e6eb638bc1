namespace Sampan.Charts.Testing.Assertions;

/// <summary>Documents that an assertion asks for and that are not there.</summary>
internal sealed class DocumentSelectionException(string message) : Exception(message);
