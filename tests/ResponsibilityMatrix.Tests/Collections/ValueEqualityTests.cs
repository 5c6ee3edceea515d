using CsCheck;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public sealed class ValueEqualityTests
{
    [Fact]
    public void Lists_are_equal_by_content_and_order() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 4], Gen.Int[0, 3].Array[0, 4]).Sample((left, right) =>
    {
        var (one, other) = (left.ToValueList(), ValueList.Create<int>(right));
        return left.SequenceEqual(right) == (one == other)
            && one.Equals((object)other) == (one == other)
            && (one != other || one.GetHashCode() == other.GetHashCode());
    });

    [Fact]
    public void The_default_list_is_the_empty_list()
    {
        ValueList<string> none = [];
        Assert.Equal(default, none);
        Assert.Equal(Array.Empty<string>().ToValueList(), none);
        Assert.Equal(none.GetHashCode(), Array.Empty<string>().ToValueList().GetHashCode());
        Assert.True(default(ValueList<string>).IsEmpty);
        Assert.Empty(default(ValueList<string>));
        Assert.Equal("[]", default(ValueList<string>).ToString());
        Assert.Throws<IndexOutOfRangeException>(() => default(ValueList<string>)[0]);
    }

    [Fact]
    public void A_list_does_not_change_with_the_array_it_was_made_from()
    {
        int[] source = [1, 2];
        var (copied, enumerated) = (ValueList.Create<int>(source), source.ToValueList());
        source[0] = 9;
        Assert.Equal([1, 2], copied);
        Assert.Equal([1, 2], enumerated);
    }

    private static readonly Gen<KeyValuePair<string, int>[]> Entries =
        Gen.Select(Gen.OneOf("a", "b", "c"), Gen.Int[0, 1], KeyValuePair.Create).Array[0, 4]
            .Select(entries => entries.DistinctBy(entry => entry.Key).ToArray());

    [Fact]
    public void Maps_are_equal_by_content_whatever_the_order() => Gen.Select(Entries, Entries).Sample((left, right) =>
    {
        var (one, other) = (new ValueMap<int>(left), new ValueMap<int>(right));
        return left.OrderBy(entry => entry.Key).SequenceEqual(right.OrderBy(entry => entry.Key)) == (one == other)
            && (one != other || one.GetHashCode() == other.GetHashCode())
            && one == new ValueMap<int>(left.Reverse())
            && one.Keys.SequenceEqual(left.Select(entry => entry.Key));
    });

    [Fact]
    public void A_key_that_is_missing_or_given_twice_is_a_misuse()
    {
        Assert.Throws<KeyNotFoundException>(() => default(ValueMap<int>)["a"]);
        Assert.False(default(ValueMap<int>).ContainsKey("a"));
        Assert.Equal(default, new ValueMap<int>([]));
        Assert.Throws<ArgumentException>(() => new ValueMap<int>([KeyValuePair.Create("a", 1), KeyValuePair.Create("a", 2)]));
        Assert.Throws<ArgumentNullException>(() => new ValueMap<int>(null!));
    }

    [Fact]
    public void Conditions_are_equal_whatever_the_order_and_repetition_of_values()
    {
        var one = Condition.Of("plan", "standard", "premium").And("region", "eu");
        var other = Condition.Of("region", "eu", "eu").And("plan", "premium", "standard");
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Condition.Of("plan", "standard", "premium"));
        Assert.NotEqual(Condition.Of("plan", "standard"), Condition.Of("plan", "premium"));
        Assert.NotEqual(Condition.Of("plan", "standard"), Condition.Of("region", "standard"));
        Assert.Throws<ArgumentException>(() => one.And("plan", "basic"));
    }

    [Fact]
    public void The_default_condition_holds_always()
    {
        Assert.True(default(Condition).IsAlways);
        Assert.Equal(default, new Condition(default));
        Assert.False(Condition.Of("plan", "standard").IsAlways);
        Assert.Equal("plan is standard or premium, and region is eu",
            Condition.Of("plan", "standard", "premium").And("region", "eu").ToString());
    }

    private static readonly Gen<Condition> AnyCondition = Gen.Select(
        Gen.OneOf("plan", "region"), Gen.OneOf("a", "b", "c").Array[1, 4], (id, values) => KeyValuePair.Create(id, values.ToValueList()))
        .Array[0, 2].Select(parameters => new Condition(new(parameters.DistinctBy(parameter => parameter.Key))));

    [Fact]
    public void Equal_conditions_have_equal_hash_codes() => Gen.Select(AnyCondition, AnyCondition).Sample((left, right) =>
    {
        var same = left.Parameters.Count == right.Parameters.Count
            && left.Parameters.All(entry => right.Parameters.TryGetValue(entry.Key, out var values)
                && entry.Value.ToHashSet().SetEquals(values));
        return same == (left == right) && same == (right == left) && (!same || left.GetHashCode() == right.GetHashCode());
    });
}
