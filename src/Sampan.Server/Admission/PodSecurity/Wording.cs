namespace Sampan.Server.Admission.PodSecurity;

/// <summary>How findings name what they are about.</summary>
internal static class Wording
{
    /// <summary>Names in quotes.</summary>
    public static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    /// <summary>Different names in order, in quotes.</summary>
    public static string QuotedSet(IEnumerable<string> names) => Quoted(names.Distinct().Order(StringComparer.Ordinal));

    /// <summary><c>container "a"</c>, <c>containers "a", "b"</c>.</summary>
    public static string Containers(IReadOnlyCollection<string> names) => $"{Number("container", names.Count)} {Quoted(names)}";

    /// <summary><c>pod and container "a"</c>: those that set something, the pod itself or containers; empty for nobody.</summary>
    public static string Setters(bool pod, IReadOnlyCollection<string> containers) =>
        string.Join(" and ", ((string[])[pod ? "pod" : "", containers.Count > 0 ? Containers(containers) : ""]).Where(part => part.Length > 0));

    /// <summary>The word in singular or plural.</summary>
    public static string Number(string word, int count) => count == 1 ? word : word + "s";
}
