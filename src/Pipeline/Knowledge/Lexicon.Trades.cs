namespace Voxie.Pipeline.Knowledge;

internal static partial class Lexicon
{
    /// <summary>
    /// More groups, in the notation of <see cref="Groups"/>: how callers of any trade put what a business would put in a word or two.
    /// Written trade by trade (hotels, restaurants, shops, garages, schools, museums, clubs, offices), not question by question.
    /// </summary>
    private const string Trades = """
        end cancel quit terminate stop leave get_out_of notice notice_period give_notice resign
        freeze pause suspend on_hold put_on_hold take_a_break interrupt interruption
        contract term agreement tied_in tied_to commitment commit fixed_term sign_anything obligation
        discount money_off reduced reduction knock_off knock_anything_off bargain cheaper_for less_for pay_less get_off concession
        student college university uni undergraduate school_kid pupil
        senior pensioner retiree retired over_65 elderly old_people grandparent
        ~ discount student senior
        trial try try_out have_a_go give_it_a_go give_it_a_try sample taster test demo demonstration see_if_I_like
        friend buddy mate pal companion guest plus_one come_along tag_along bring_someone bring_somebody bring_along come_with_me
        padlock lock locker
        ~ spot slot place book reserve space
        join sign_up register enrol enroll become_a_member registration joining_fee subscribe
        dues membership_fee monthly_fee subscription membership
        trainer coach instructor teacher tutor
        train training workout work_out exercise
        course class lesson session workshop
        childcare babysit babysitter babysitting nursery creche daycare playroom look_after_my_kid mind_my_kid watch_my_kid watch_my_child look_after_my_child kindergarten
        ~ childcare child kid toddler baby watch mind
        equipment machine kit gear apparatus weight dumbbell barbell device
        changing_room locker_room dressing_room get_changed change_clothes fitting_room cubicle
        shower wash rinse bathe
        soap shampoo toiletry toiletries shower_gel
        towel linen sheet
        nail claw
        trim clip cut shorten
        operation surgery op operate surgical procedure
        surgeon operate
        euthanize euthanasia put_down put_to_sleep put_him_to_sleep put_her_to_sleep put_it_to_sleep let_him_go let_her_go
        ~ yearly annual once_a_year every_year
        diet overweight slim lose_weight obese
        abroad overseas foreign another_country travel trip journey holiday vacation
        follow_up recheck second_visit check_again come_back
        consultation consult see_the_vet see_a_vet appointment first_meeting initial_meeting
        medicine medication pill tablet prescription drug dose
        pharmacy chemist drugstore
        result outcome finding
        fast fasting empty_stomach eat_before drink_before not_eat
        overnight stay stay_over sleep_over spend_the_night
        arrive arrival arriving check_in get_there turn_up land
        depart departure check_out checkout leave vacate leave_the_room
        late_checkout stay_longer keep_the_room stay_a_bit_longer late_departure
        extend stay_longer keep_it_longer longer_stay another_night
        reception front_desk lobby desk concierge night_porter porter
        ~ key key_card locked_out
        breakfast morning_meal brekkie buffet brunch
        dinner supper evening_meal dine
        lunch midday_meal
        room bedroom suite double twin
        cot crib extra_bed baby_bed rollaway cradle high_chair
        air_conditioning air_con ac aircon cool_down climate
        heating radiator heater
        laundry wash_my_clothes clean_my_clothes ironing iron dry_cleaning washing shirt_washed
        shuttle transfer airport pick_me_up pick_us_up airport_bus
        taxi cab ride
        safe valuables valuable lockbox safety_deposit
        luggage bag suitcase baggage backpack case
        ~ luggage store leave keep storage
        store storage keep leave_my_bag leave_our_bag look_after
        noise noisy loud quiet silent peace quiet_time
        view balcony overlook window sea_view
        smoke smoking cigarette vape smoker light_up
        wake_up_call wake_me wake_us alarm_call
        minibar fridge
        wifi wi_fi internet wireless hotspot get_online go_online online_access connect
        television tv channel netflix
        charger charge_it charge_my charge_our plug socket charging_station charging_point electric_car ev
        pet dog cat animal four_legged furry_friend
        menu dish course eat meal food
        vegetarian vegan meatless plant_based no_meat without_meat eat_meat meat_free
        allergy allergic intolerance intolerant allergen react_to
        gluten gluten_free celiac coeliac wheat
        halal kosher
        kids_menu child_menu child_portion small_portion half_portion
        corkage own_wine own_bottle bring_a_bottle bring_our_own bring_my_own bring_your_own byo
        wine_list wine bottle drink
        bar cocktail drink
        happy_hour drink_deal
        dress_code what_to_wear dress wear smart_casual jeans suit_and_tie wear_a_tie wear_a_jacket
        table seat booth seating sit
        reserve reservation book booking on_hold table_for hold_a_table
        group party large_group big_group large_party big_party group_booking crowd lot_of_us many_people
        private_room private_party function_room separate_room own_room to_ourselves hire_the_place
        celebrate celebration birthday anniversary party wedding function event occasion christening baptism baby_shower
        cake birthday_cake dessert
        live_music band entertainment concert pianist gig
        outside outdoor terrace patio garden courtyard rooftop fresh_air in_the_sun
        takeaway takeout take_away take_out carry_out pick_up collect collection
        deliver delivery bring_it_to bring_it_over bring_to_my send_it_to drop_off ship
        ~ minimum minimum_order at_least
        service_charge tip gratuity
        kitchen chef cook cooking
        homemade fresh made_here
        special daily_special special_of_the_day today_special set_menu set_lunch lunch_deal tasting_menu
        stock in_stock carry have_in sell sold stocked
        sold_out out_of_stock run_out
        size fit measurement
        return bring_back take_back send_back give_back money_back refund
        exchange swap trade_for change_it_for
        receipt invoice proof_of_purchase bill
        warranty guarantee covered
        gift_wrap wrap wrapping
        gift_card gift_certificate voucher gift_voucher gift_token present
        loyalty loyalty_card point reward bonus_card
        price_match best_price
        click_and_collect pick_up_in_store order_online
        repair fix mend broken not_working stopped_working broke_down broken_down play_up acting_up out_of_order
        assemble assembly put_together set_up install installation mount fit fitting
        made_to_measure custom bespoke personalized tailor_made custom_made
        alteration alter hem shorten tailor
        express rush same_day urgent quick_service in_a_hurry
        pick_up_time ready finished
        courtesy_car loaner loan_car replacement_car
        tow towing tow_truck breakdown recovery broke_down
        oil oil_change lubricant
        brake brake_pad
        tyre tire wheel
        windscreen windshield
        inspection mot roadworthy checked
        wash car_wash valet cleaned
        fuel petrol gas diesel gasoline
        hire rent rental hire_out lend borrow
        licence license driving_licence driver_license permit
        ticket admission entry entrance_fee entrance
        tour guided_tour guide audio_guide show_us_around show_around
        exhibition exhibit display show gallery
        photo photograph picture take_picture camera
        cloakroom coat_check leave_my_coat coat
        shop gift_shop souvenir
        cafe coffee_shop cafeteria bite_to_eat something_to_eat snack
        school_class school_group school_trip field_trip
        family_ticket family_pass
        performance screening showing play film movie
        course_fee tuition school_fee
        enrolment enrollment admission enrol apply application
        semester school_year
        deliver delivery to_my_house to_the_house to_our_house to_my_home to_my_door to_my_place to_our_place to_our_home
        home_visit house_call to_my_house to_the_house to_our_house to_my_home at_my_home at_home home
        free for_nothing without_paying
        ~ pay money hand_over
        installment instalment all_at_once at_once whole_lot in_one_go all_in_one
        homework tutoring help_with_school
        certificate diploma qualification
        exam test driving_test theory_test
        beginner first_timer never_done start_from_scratch level novice newbie starter
        advanced experienced
        viewing view show_me_the look_around visit see_the_place come_and_see have_a_look_around
        rent lease tenancy tenant landlord let
        deposit down_payment money_up_front up_front pay_in_advance pay_ahead put_down prepay
        installment instalment pay_monthly spread_the_cost bit_by_bit in_bits in_stages each_month per_month
        payment_method how_to_pay pay_with pay_by settle settle_up accept cash card contactless
        bank_transfer wire transfer direct_debit standing_order
        lost lost_property lost_and_found left_behind forgot left_my forgotten misplaced leave_behind
        complaint complain unhappy not_happy not_satisfied dissatisfied feedback speak_to_the_manager
        job vacancy hiring career work_for_you position recruit apprenticeship internship
        volunteer help_out lend_a_hand
        donate donation give_away
        sponsor sponsorship
        newsletter mailing_list
        open_day open_house
        key collect_the_key
        insured insurance liability cover
        supplies bring_your_own material cleaning_product
        regular weekly every_week fortnightly
        one_off one_time once
        bouquet flower arrangement wreath
        funeral wreath sympathy burial cremation cremate
        wedding bride groom marry
        order pre_order preorder order_ahead in_advance place_an_order
        ahead advance beforehand notice early
        cancel call_off not_come can_not_come not_able_to_come change_my_mind drop_out
        no_show not_show miss missed forget forgot
        late run_late running_late delayed delay be_late stuck_in_traffic
        wait waiting_time queue wait_long line
        accessible wheelchair step_free disabled walk_far stairs mobility
        lift elevator
        toilet bathroom restroom loo washroom
        baby_change changing_table nappy diaper stroller pram buggy pushchair
        breastfeed nursing
        child kid little_one youngster young_people minor under_18 underage
        minimum_age age_limit old_enough too_young years_old what_age from_what_age age
        ~ minimum_age age_limit how_old age
        parent mum dad mother father guardian
        play_area playground play_corner
        swim swimming pool
        sauna steam_room spa wellness jacuzzi hot_tub whirlpool
        massage treatment rub
        bike bicycle cycle bike_rack bicycle_rack
        car_park parking park leave_the_car leave_my_car leave_our_car put_the_car parking_space garage
        ~ nearest closest nearby station stop
        contact reach get_hold_of get_in_touch talk_to speak_to
        english_speaking speak_english
        document paper paperwork form identification id
        id identification passport photo_id
        privacy data_protection personal_data
        """;
}
