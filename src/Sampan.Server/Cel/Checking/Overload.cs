using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Checking;

/// <summary>One way to call a function: types of arguments, type of the result, and what it does.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Id">The name that costs know it by.</param>
/// <param name="IsMember">Whether it is called on its first argument.</param>
/// <param name="Arguments">The arguments' types, of a member function the target's first.</param>
/// <param name="Result">The result's type.</param>
/// <param name="Body">The function itself; what goes wrong is an <see cref="ErrorValue"/>, never an exception.</param>
internal sealed record Overload(string Function, string Id, bool IsMember, IReadOnlyList<CelType> Arguments, CelType Result, Func<CelValue[], CelValue> Body)
{
    /// <summary>A function.</summary>
    public static Overload Of(string function, string id, CelType[] arguments, CelType result, Func<CelValue[], CelValue> body) =>
        new(function, id, false, arguments, result, body);

    /// <summary>A function called on its first argument.</summary>
    public static Overload Member(string function, string id, CelType[] arguments, CelType result, Func<CelValue[], CelValue> body) =>
        new(function, id, true, arguments, result, body);

    /// <summary>Whether values have the types that this overload wants, as far as values show their types.</summary>
    public bool Accepts(ReadOnlySpan<CelValue> arguments)
    {
        if (arguments.Length != Arguments.Count)
        {
            return false;
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Accepts(Arguments[i], arguments[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Accepts(CelType wanted, CelValue given) => wanted.Kind switch
    {
        CelKind.Dyn or CelKind.Parameter => true,
        CelKind.Opaque or CelKind.Object => given.Type.Name == wanted.Name,
        CelKind.Map => given is MapValue,
        _ => given.Type.Kind == wanted.Kind,
    };
}
