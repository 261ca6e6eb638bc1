namespace Sampan.Templates.Execution;

/// <summary>
/// A value in evaluation, and whether it is still wrapped in Go's <c>interface {}</c> because it came out of a map or
/// list of such: messages name that type, and a wrapped null is a value where an unwrapped one is the absence of any.
/// A function's result is a copy, of which methods of the type's pointer are not called when it is printed.
/// </summary>
internal readonly record struct Operand(object? Value, bool IsInterface = false, bool IsResult = false)
{
    private static readonly object MissingMark = new();

    /// <summary>No argument from the pipeline: distinct from a null that came through it.</summary>
    public static readonly Operand Missing = new(MissingMark);

    public bool IsMissing => ReferenceEquals(Value, MissingMark);

    /// <summary>Whether there is no value at all, not even a wrapped null.</summary>
    public bool IsInvalid => Value is null && !IsInterface;

    /// <summary>The type that messages name.</summary>
    public string TypeName => IsInterface || Value is null ? "interface {}" : Values.GoType.Name(Value);

    /// <summary>The value out of its wrapping.</summary>
    public Operand Unwrapped => new(Value, IsInterface: false, IsResult);
}
