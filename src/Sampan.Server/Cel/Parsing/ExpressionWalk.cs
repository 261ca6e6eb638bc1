namespace Sampan.Server.Cel.Parsing;

/// <summary>Visits every node of an expression.</summary>
internal static class ExpressionWalk
{
    public static void Visit(Expression root, Action<Expression> visit)
    {
        visit(root);
        foreach (var part in Parts(root))
        {
            Visit(part, visit);
        }
    }

    /// <summary>The nodes directly below a node.</summary>
    public static IEnumerable<Expression> Parts(Expression node) => node switch
    {
        SelectExpression select => [select.Resolved ?? select.Operand],
        CallExpression call => call.Target is null ? call.Arguments : call.Arguments.Prepend(call.Target),
        ListExpression list => list.Elements,
        MapExpression map => map.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
        ObjectExpression @object => @object.Fields.Select(field => field.Value),
        ComprehensionExpression fold => [fold.Range, fold.Initial, fold.Condition, fold.Step, fold.Result],
        _ => [],
    };
}
