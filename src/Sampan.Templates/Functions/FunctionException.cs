namespace Sampan.Templates.Functions;

/// <summary>What a function refuses; the message goes into <c>error calling NAME: …</c>.</summary>
public sealed class FunctionException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The message of <c>fail</c> or <c>required</c>, which Helm shows without how execution came to it.</summary>
    internal string? Complaint { get; init; }

    /// <summary>What Go says where a nil is used as if it were something.</summary>
    internal static FunctionException NilDereference() => new("runtime error: invalid memory address or nil pointer dereference");
}
