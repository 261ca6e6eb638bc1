using System.Collections;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>Go's <c>reflect.DeepEqual</c>: same type and same content.</summary>
internal static class DeepEquality
{
    private const int MaximumDepth = 1000;

    public static bool AreEqual(object? left, object? right) => AreEqual(left, right, 0);

    private static bool AreEqual(object? left, object? right, int depth)
    {
        if (left is null || right is null || depth > MaximumDepth)
        {
            return left is null && right is null;
        }

        if (left is IDictionary or IList)
        {
            if (GoType.Name(left) != GoType.Name(right) || ((ICollection)left).Count != ((ICollection)right).Count)
            {
                return false;
            }

            // A nil slice is not equal to an empty one.
            if (ReferenceEquals(left, Lists.Nil) != ReferenceEquals(right, Lists.Nil))
            {
                return false;
            }

            return left is IDictionary map ? MapsAreEqual(map, (IDictionary)right, depth) : ListsAreEqual((IList)left, (IList)right, depth);
        }

        return left.GetType() == right.GetType() && (left is ITemplateObject named && !left.GetType().IsValueType
            ? StructsAreEqual(named, (ITemplateObject)right, depth)
            : left.Equals(right));
    }

    private static bool MapsAreEqual(IDictionary left, IDictionary right, int depth)
    {
        foreach (DictionaryEntry entry in left)
        {
            if (!right.Contains(entry.Key) || !AreEqual(entry.Value, right[entry.Key], depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ListsAreEqual(IList left, IList right, int depth)
    {
        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(left[i], right[i], depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool StructsAreEqual(ITemplateObject left, ITemplateObject right, int depth)
    {
        if (ReferenceEquals(left, right) || left.Equals(right))
        {
            return true;
        }

        var (leftFields, rightFields) = (left.Fields, right.Fields);
        return leftFields.Count > 0 && leftFields.Count == rightFields.Count
            && leftFields.Zip(rightFields).All(pair => pair.First.Name == pair.Second.Name && AreEqual(pair.First.Value, pair.Second.Value, depth + 1));
    }
}
