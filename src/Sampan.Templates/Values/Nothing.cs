namespace Sampan.Templates.Values;

/// <summary>
/// Stands for a null that is still wrapped in <c>interface {}</c> where a function takes reflected values: such a
/// function tells it from the absence of any value.
/// </summary>
internal sealed class Nothing
{
    public static readonly Nothing Wrapped = new();

    private Nothing()
    {
    }

    /// <summary>The value itself: null for both kinds of nothing.</summary>
    public static object? Unwrap(object? value) => ReferenceEquals(value, Wrapped) ? null : value;
}
