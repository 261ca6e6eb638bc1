using Sampan.Kubernetes.Quantities;

namespace Sampan.Scheduling.Devices.Expressions;

/// <summary>CEL's operators on values.</summary>
internal static class ExpressionOperators
{
    public static bool Truth(object value) => value is bool truth ? truth : throw Mismatch(value);

    /// <summary>Either side decides where it can; an error on the other does not matter then.</summary>
    public static Evaluation And(Evaluation left, Evaluation right) => variables =>
        Attempt(left, variables) is bool decided ? decided && Truth(right(variables)) : Attempt(right, variables) is false ? false : Truth(left(variables));

    /// <summary>Either side decides where it can; an error on the other does not matter then.</summary>
    public static Evaluation Or(Evaluation left, Evaluation right) => variables =>
        Attempt(left, variables) is bool decided ? decided || Truth(right(variables)) : Attempt(right, variables) is true ? true : Truth(left(variables));

    public static bool HasValue(Evaluation evaluation, IReadOnlyDictionary<string, object> variables) => Attempt(evaluation, variables) is not null;

    public static object Key(object owner, object key) => (owner, key) switch
    {
        (IReadOnlyDictionary<string, object> map, string name) when map.TryGetValue(name, out var value) => value,
        (DomainMap, string) => DomainMap.Nothing,
        (object[] list, long index) when index >= 0 && index < list.Length => list[index],
        _ => throw new FormatException($"no such key: {key}"),
    };

    public static object Apply(object left, string @operator, object right) => @operator switch
    {
        "==" => AreEqual(left, right),
        "!=" => !AreEqual(left, right),
        "<" => Compare(left, right) < 0,
        "<=" => Compare(left, right) <= 0,
        ">" => Compare(left, right) > 0,
        ">=" => Compare(left, right) >= 0,
        "in" => IsIn(left, right),
        _ => Calculate(left, @operator, right),
    };

    public static int Compare(object left, object right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (Quantity a, Quantity b) => a.CompareTo(b),
        (bool a, bool b) => a.CompareTo(b),
        (long or double, long or double) => Number(left).CompareTo(Number(right)),
        _ => throw Mismatch(left, right),
    };

    private static object? Attempt(Evaluation evaluation, IReadOnlyDictionary<string, object> variables)
    {
        try
        {
            return evaluation(variables);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool AreEqual(object left, object right) => left is long or double && right is long or double ? Compare(left, right) == 0 : left.Equals(right);

    private static bool IsIn(object item, object container) => container switch
    {
        object[] list => list.Any(element => AreEqual(element, item)),
        IReadOnlyDictionary<string, object> map => item is string key && map.ContainsKey(key),
        _ => throw Mismatch(item, container),
    };

    private static object Calculate(object left, string @operator, object right) => (left, @operator, right) switch
    {
        (string a, "+", string b) => a + b,
        (long, "/" or "%", 0L) => throw new FormatException("division by zero"),
        (long a, "+", long b) => a + b,
        (long a, "-", long b) => a - b,
        (long a, "*", long b) => a * b,
        (long a, "/", long b) => a / b,
        (long a, "%", long b) => a % b,
        (long or double, "+", long or double) => Number(left) + Number(right),
        (long or double, "-", long or double) => Number(left) - Number(right),
        (long or double, "*", long or double) => Number(left) * Number(right),
        (long or double, "/", long or double) => Number(left) / Number(right),
        _ => throw Mismatch(left, right),
    };

    private static double Number(object value) => value is long whole ? whole : (double)value;

    private static FormatException Mismatch(params object[] values) =>
        new($"no such overload for {string.Join(" and ", values.Select(value => value.GetType().Name))}");
}
