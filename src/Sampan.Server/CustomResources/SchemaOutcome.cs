using Sampan.Kubernetes.Errors;

namespace Sampan.Server.CustomResources;

/// <summary>What the validation of a value has found, and how much of the schema it got through: of several options, the one that got farthest tells what is wrong.</summary>
internal sealed class SchemaOutcome
{
    private readonly List<StatusCause> _causes = [];
    private HashSet<StatusCause>? _known;

    public IReadOnlyList<StatusCause> Causes => _causes;

    public bool IsValid => _causes.Count == 0;

    /// <summary>How many checks were made, counted as the API server counts them.</summary>
    public int Matches { get; set; }

    /// <summary>The first of those that got farthest.</summary>
    public static SchemaOutcome Best(IEnumerable<SchemaOutcome> options) => options.MaxBy(option => option.Matches) ?? new SchemaOutcome();

    /// <summary>Adds a mistake of a field; the same is told once.</summary>
    public void Add(string reason, string message, string path)
    {
        var field = path.StartsWith('.') ? path[1..] : path;
        Add(new StatusCause(reason, message, field.Length == 0 ? "<nil>" : field));
    }

    /// <summary>Adds a mistake that names its field in its text alone.</summary>
    public void AddWithoutField(string message) => Add("FieldValueInvalid", $"Invalid value: \"\": {message}", "");

    public void Merge(SchemaOutcome other)
    {
        Matches += other.Matches;
        other._causes.ForEach(Add);
    }

    // A body can be wrong in a million places: what is known is found without looking through it.
    private void Add(StatusCause cause)
    {
        if ((_known ??= []).Add(cause))
        {
            _causes.Add(cause);
        }
    }
}
