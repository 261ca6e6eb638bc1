namespace Sampan.Server.Cel.Checking;

/// <summary>What type parameters have turned out to be, and whether types fit each other under that (cel-go's rules of unification).</summary>
internal sealed class Substitution
{
    private Dictionary<string, CelType> _bound = [];
    private int _fresh;

    /// <summary>A parameter that nothing is known of yet.</summary>
    public CelType Fresh() => CelType.Parameter($"_var{_fresh++}");

    /// <summary>Whether a value of the first type can stand where the second is wanted. What that says of parameters is kept if so.</summary>
    public bool IsAssignable(CelType given, CelType wanted) => Try(() => Fits(given, wanted));

    /// <summary>The same for several types at once: all or nothing.</summary>
    public bool AreAssignable(IReadOnlyList<CelType> given, IReadOnlyList<CelType> wanted) => Try(() => Fit(given, wanted));

    /// <summary>The type with what is known of its parameters put in; what is unknown stays, or becomes dyn.</summary>
    public CelType Apply(CelType type, bool unknownIsDyn = false)
    {
        if (type.Kind == CelKind.Parameter)
        {
            return _bound.TryGetValue(type.Name, out var bound) ? Apply(bound, unknownIsDyn) : unknownIsDyn ? CelType.Dyn : type;
        }

        if (type.Parameters.Count == 0)
        {
            return type;
        }

        var parameters = new CelType[type.Parameters.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = Apply(type.Parameters[i], unknownIsDyn);
        }

        return type.With(parameters);
    }

    /// <summary>The more general of two types that fit each other.</summary>
    public static CelType MoreGeneral(CelType first, CelType second) => IsAtMostAsSpecific(first, second) ? first : second;

    private bool Try(Func<bool> fit)
    {
        var before = new Dictionary<string, CelType>(_bound);
        if (fit())
        {
            return true;
        }

        _bound = before;
        return false;
    }

    private bool Fit(IReadOnlyList<CelType> given, IReadOnlyList<CelType> wanted)
    {
        if (given.Count != wanted.Count)
        {
            return false;
        }

        for (var i = 0; i < given.Count; i++)
        {
            if (!Fits(given[i], wanted[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool Fits(CelType given, CelType wanted)
    {
        if (wanted.Kind == CelKind.Parameter)
        {
            var (isValid, isBound) = Bind(given, wanted);
            if (isValid || isBound)
            {
                return isValid;
            }
        }

        if (given.Kind == CelKind.Parameter)
        {
            return Bind(wanted, given).IsValid;
        }

        if (given.IsDynOrError || wanted.IsDynOrError)
        {
            return true;
        }

        if (given.Kind == CelKind.Null)
        {
            return IsNullable(wanted);
        }

        if (wanted.Kind == CelKind.Null)
        {
            return IsNullable(given);
        }

        return given.Kind switch
        {
            CelKind.Type => wanted.Kind == CelKind.Type,
            CelKind.Opaque or CelKind.List or CelKind.Map => given.Kind == wanted.Kind && given.Name == wanted.Name && Fit(given.Parameters, wanted.Parameters),
            _ => given.Kind == wanted.Kind && given.Name == wanted.Name,
        };
    }

    private static bool IsNullable(CelType type) => type.Kind is CelKind.Null or CelKind.Opaque or CelKind.Object or CelKind.Duration or CelKind.Timestamp;

    // Whether the parameter is, or can be, the type; and whether it was bound before.
    private (bool IsValid, bool IsBound) Bind(CelType type, CelType parameter)
    {
        if (type.IsExactly(parameter))
        {
            return (true, true);
        }

        if (_bound.TryGetValue(parameter.Name, out var bound))
        {
            if (type.IsExactly(bound))
            {
                return (true, true);
            }

            if (!Fits(type, bound))
            {
                return (false, true);
            }

            var general = MoreGeneral(type, bound);
            if (!Occurs(parameter, general))
            {
                _bound[parameter.Name] = general;
            }

            return (true, true);
        }

        if (Occurs(parameter, type))
        {
            return (false, false);
        }

        _bound[parameter.Name] = type;
        return (true, false);
    }

    private bool Occurs(CelType parameter, CelType type)
    {
        if (parameter.IsExactly(type))
        {
            return true;
        }

        if (type.Kind == CelKind.Parameter)
        {
            return _bound.TryGetValue(type.Name, out var bound) && Occurs(parameter, bound);
        }

        foreach (var part in type.Parameters)
        {
            if (Occurs(parameter, part))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAtMostAsSpecific(CelType first, CelType second)
    {
        if (first.Kind is CelKind.Dyn or CelKind.Parameter)
        {
            return true;
        }

        if (second.Kind is CelKind.Dyn or CelKind.Parameter || first.Kind != second.Kind)
        {
            return false;
        }

        if (first.Kind == CelKind.Type)
        {
            return true;
        }

        if (first.Name != second.Name || first.Parameters.Count != second.Parameters.Count)
        {
            return false;
        }

        for (var i = 0; i < first.Parameters.Count; i++)
        {
            if (!IsAtMostAsSpecific(first.Parameters[i], second.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }
}
