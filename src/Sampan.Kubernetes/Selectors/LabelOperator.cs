namespace Sampan.Kubernetes.Selectors;

/// <summary>What a <see cref="LabelRequirement"/> asks of a label.</summary>
public enum LabelOperator
{
    /// <summary><c>=</c>: the label has the value.</summary>
    Equals,

    /// <summary><c>==</c>: the same, written otherwise.</summary>
    DoubleEquals,

    /// <summary><c>!=</c>: the label is absent or has another value.</summary>
    NotEquals,

    /// <summary><c>in</c>: the label has one of the values.</summary>
    In,

    /// <summary><c>notin</c>: the label is absent or has none of the values.</summary>
    NotIn,

    /// <summary>The label is there.</summary>
    Exists,

    /// <summary><c>!</c>: the label is not there.</summary>
    DoesNotExist,

    /// <summary><c>&gt;</c>: the label is a greater integer.</summary>
    GreaterThan,

    /// <summary><c>&lt;</c>: the label is a smaller integer.</summary>
    LessThan,
}
