/* Key names, both ways. */
#include "check.h"

#include "lrscope/key.h"

static void check_key(uint32_t key)
{
    char name[16];
    assert_ptr_equal(lrs_key_name(name, key), name);
    if (!name[0] || lrs_key_parse(name) != key)
        fail_msg("key %u is called '%s' and read as %u", (unsigned)key, name,
                 (unsigned)lrs_key_parse(name));
}

static void every_key_reads_back(void **state)
{
    (void)state;
    for (uint32_t key = 1; key < 0x7f; key++)
        check_key(key);
    for (uint32_t key = 0xa0; key < 0x500; key++)
        check_key(key);
    check_key(LRS_KEY_BACKSPACE);
    check_key(0x1f600);
    for (uint32_t key = LRS_KEY_UP; key <= LRS_KEY_F12; key++)
        check_key(key);
}

static void names(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t key;
    } known[] = {
        {"a", 'a'},
        {"A", 'A'},
        {"Space", ' '},
        {" ", ' '},
        {"space", ' '},
        {"Left", LRS_KEY_LEFT},
        {"s-left", LRS_KEY_SHIFT_LEFT},
        {"PgDn", LRS_KEY_PAGE_DOWN},
        {"PageDown", LRS_KEY_PAGE_DOWN},
        {"PAGEUP", LRS_KEY_PAGE_UP},
        {"C-l", 12},
        {"Ctrl-L", 12},
        {"C-]", 29},
        {"F1", LRS_KEY_F1},
        {"f12", LRS_KEY_F12},
        {"Esc", LRS_KEY_ESC},
        {"Enter", LRS_KEY_ENTER},
        {"S-Tab", LRS_KEY_SHIFT_TAB},
        {"Backspace", LRS_KEY_BACKSPACE},
        {"Del", LRS_KEY_DELETE},
        {"lt", '<'},
        {"gt", '>'},
        {"<", '<'},
        {"γ", 0x3b3},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_int_equal(lrs_key_parse(known[i].name), known[i].key);
    char name[16];
    assert_string_equal(lrs_key_name(name, LRS_KEY_SHIFT_LEFT), "S-Left");
    assert_string_equal(lrs_key_name(name, LRS_CTRL('l')), "C-l");
    assert_string_equal(lrs_key_name(name, LRS_KEY_PAGE_DOWN), "PgDn");
    assert_string_equal(lrs_key_name(name, 0x3b3), "γ");
    assert_string_equal(lrs_key_name(name, LRS_KEY_NONE), "");
    assert_string_equal(lrs_key_name(name, 0x9b), "");
}

static void what_is_no_key(void **state)
{
    (void)state;
    static const char *const none[] = {"",     "Lft", "F0", "F13",  "F1.5", "F1x",  "C-",
                                       "C-ab", "C-1", "ab", "\x01", "\x9b", "\xff", "Ctrl-"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (lrs_key_parse(none[i]) != LRS_KEY_NONE)
            fail_msg("'%s' is read as %u", none[i], (unsigned)lrs_key_parse(none[i]));
    }
    assert_int_equal(lrs_key_parse("C"), 'C');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_reads_back),
        cmocka_unit_test(names),
        cmocka_unit_test(what_is_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
